"""No password is ever shown, wherever in the URL it stands."""

import pytest

from clerk.model.server_url import masked


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("redis://localhost:6379/0", "redis://localhost:6379/0"),
        ("redis://:hunter2@localhost:6379/0", "redis://:***@localhost:6379/0"),
        ("rediss://clerk:hunter2@db.example/1", "rediss://clerk:***@db.example/1"),
        ("redis://clerk@localhost/0", "redis://clerk@localhost/0"),
        ("redis://clerk:p@ss@word@localhost/0", "redis://clerk:***@localhost/0"),
        ("unix:///srv/redis.sock?db=0", "unix:///srv/redis.sock?db=0"),
        ("redis://localhost:6379/0?password=hunter2", "redis://localhost:6379/0?password=***"),
        ("unix:///srv/redis.sock?db=0&password=hunter2&x=1", "unix:///srv/redis.sock?db=0&password=***&x=1"),
        ("postgresql://clerk:hunter2@db/clerk?sslpassword=hunter2", "postgresql://clerk:***@db/clerk?sslpassword=***"),
        ("postgresql://db/clerk?user=clerk&password=p@ss", "postgresql://db/clerk?user=clerk&password=***"),
        ("no url at all", "no url at all"),
    ],
)
def test_a_url_is_shown_without_its_password(url: str, shown: str) -> None:
    assert masked(url) == shown
