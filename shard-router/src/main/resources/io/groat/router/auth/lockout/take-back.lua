-- The try was right: it is no failure, and the lock that it may have set is gone. One that others set can't stand here:
-- while it did, this try could not begin.
local failures = tonumber(redis.call('HGET', KEYS[1], 'failures') or '0')
if failures <= 1 then
    redis.call('DEL', KEYS[1])
else
    redis.call('HINCRBY', KEYS[1], 'failures', -1)
    redis.call('HDEL', KEYS[1], 'until')
end
return {0}
