-- Uses a refresh token up. Answers {'ROTATED'}, {'LATE', its sealed successor}, {'REUSED'} or {'OVER'}.
-- KEYS[1] the user's sessions by when they run out, [2] the session
-- ARGV[1] its id, [2] hash of the token shown, [3] hash of its successor, [4] the successor, sealed with the token shown,
-- [5] idle time, [6] grace, both in milliseconds
-- A token that reaches this script is one that we made for this session: one that is neither the newest nor was the
-- newest within the grace has been used by somebody. The one before is in 'previous', 'rotated' and 'sealed'; those
-- before it, within the grace, are in 'earlier', the oldest first, three strings each.
local MOST_EARLIER = 64
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local session = redis.call('HMGET', KEYS[2], 'token', 'previous', 'rotated', 'sealed', 'ends', 'earlier')
local grace = tonumber(ARGV[6])
local function is_late(rotated) return now - tonumber(rotated) <= grace end
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
    local earlier = {}
    if session[6] then
        local kept = cjson.decode(session[6])
        for at = math.max(1, #kept - 3 * (MOST_EARLIER - 1) + 1), #kept, 3 do
            if is_late(kept[at + 1]) then
                earlier[#earlier + 1] = kept[at]
                earlier[#earlier + 1] = kept[at + 1]
                earlier[#earlier + 1] = kept[at + 2]
            end
        end
    end
    if session[2] and is_late(session[3]) then
        earlier[#earlier + 1] = session[2]
        earlier[#earlier + 1] = session[3]
        earlier[#earlier + 1] = session[4]
    end
    if #earlier > 0 then
        redis.call('HSET', KEYS[2], 'earlier', cjson.encode(earlier))
    else
        redis.call('HDEL', KEYS[2], 'earlier')
    end
    redis.call('HSET', KEYS[2], 'token', ARGV[3], 'previous', ARGV[2], 'rotated', ms(now), 'sealed', ARGV[4],
        'used', ms(now), 'expires', ms(now + time))
    redis.call('PEXPIRE', KEYS[2], ms(time))
    -- To the microsecond: of two within a millisecond, too, one is the older.
    redis.call('ZADD', KEYS[1], string.format('%.3f', now + time + clock[2] % 1000 / 1000), ARGV[1])
    return {'ROTATED'}
end
if session[2] == ARGV[2] and is_late(session[3]) then
    return {'LATE', session[4]}
end
if session[6] then
    local earlier = cjson.decode(session[6])
    for at = 1, #earlier, 3 do
        if earlier[at] == ARGV[2] and is_late(earlier[at + 1]) then
            return {'LATE', earlier[at + 2]}
        end
    end
end
redis.call('DEL', KEYS[2])
redis.call('ZREM', KEYS[1], ARGV[1])
return {'REUSED'}
