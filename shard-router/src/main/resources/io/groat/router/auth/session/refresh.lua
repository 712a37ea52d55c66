-- Uses a refresh token up. Answers {'ROTATED'}, {'LATE', its sealed successor}, {'REUSED'} or {'OVER'}.
-- KEYS[1] the user's sessions by when they run out, [2] the session
-- ARGV[1] its id, [2] hash of the token shown, [3] hash of its successor, [4] the successor, sealed with the token shown,
-- [5] idle time, [6] grace, both in milliseconds
-- A token that reaches this script is one that we made for this session: one that is neither the newest nor, within the
-- grace, the one before has been used by somebody.
local now = redis.call('TIME')
now = now[1] * 1000 + math.floor(now[2] / 1000)
local session = redis.call('HMGET', KEYS[2], 'token', 'previous', 'rotated', 'sealed', 'ends')
if not session[1] then
    return {'OVER'}
end
if session[1] == ARGV[2] then
    local time = math.min(tonumber(ARGV[5]), tonumber(session[5]) - now)
    local function ms(number) return string.format('%.0f', number) end
    if time <= 0 then
        redis.call('DEL', KEYS[2])
        redis.call('ZREM', KEYS[1], ARGV[1])
        return {'OVER'}
    end
    redis.call('HSET', KEYS[2], 'token', ARGV[3], 'previous', ARGV[2], 'rotated', ms(now), 'sealed', ARGV[4],
        'used', ms(now), 'expires', ms(now + time))
    redis.call('PEXPIRE', KEYS[2], ms(time))
    redis.call('ZADD', KEYS[1], ms(now + time), ARGV[1])
    return {'ROTATED'}
end
if session[2] == ARGV[2] and now - tonumber(session[3]) <= tonumber(ARGV[6]) then
    return {'LATE', session[4]}
end
redis.call('DEL', KEYS[2])
redis.call('ZREM', KEYS[1], ARGV[1])
return {'REUSED'}
