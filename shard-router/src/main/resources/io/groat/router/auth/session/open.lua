-- Opens a session.
-- KEYS[1] the user's sessions by when they run out, [2] the session
-- ARGV[1] its id, [2] hash of its token, [3] idle time, [4] lifetime, both in milliseconds, [5] most sessions of a user,
-- [6] device, [7] address
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
while redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[5]) do
    local oldest = redis.call('ZPOPMIN', KEYS[1])
    redis.call('DEL', KEYS[1] .. ':' .. oldest[1])
end
local life = tonumber(ARGV[4])
local time = math.min(tonumber(ARGV[3]), life)
local function ms(number) return string.format('%.0f', number) end
redis.call('HSET', KEYS[2], 'token', ARGV[2], 'created', ms(now), 'used', ms(now), 'expires', ms(now + time),
    'ends', ms(now + life), 'device', ARGV[6], 'address', ARGV[7])
redis.call('PEXPIRE', KEYS[2], ms(time))
-- To the microsecond: of two within a millisecond, too, one is the older.
redis.call('ZADD', KEYS[1], string.format('%.3f', now + time + clock[2] % 1000 / 1000), ARGV[1])
redis.call('PEXPIRE', KEYS[1], ms(life))
return {1}
