-- Answers id, created, used, expires, device, address of each of the user's sessions, one after the other.
-- KEYS[1] the user's sessions by when they run out; the sessions' own keys lie in the same slot
local found = {}
for _, id in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
    local session = redis.call('HMGET', KEYS[1] .. ':' .. id, 'created', 'used', 'expires', 'device', 'address')
    if session[1] then
        found[#found + 1] = id
        for at = 1, 5 do
            found[#found + 1] = session[at]
        end
    else
        redis.call('ZREM', KEYS[1], id)
    end
end
return found
