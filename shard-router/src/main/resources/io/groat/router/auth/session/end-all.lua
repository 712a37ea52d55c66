-- Ends the user's sessions but the one named; answers {how many ended}.
-- KEYS[1] the user's sessions by when they run out; the sessions' own keys lie in the same slot; ARGV[1] an id or nothing
local ended = 0
for _, id in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
    if id ~= ARGV[1] then
        ended = ended + redis.call('DEL', KEYS[1] .. ':' .. id)
        redis.call('ZREM', KEYS[1], id)
    end
end
return {ended}
