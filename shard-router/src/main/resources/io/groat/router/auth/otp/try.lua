-- Counts a try and looks at it. Answers {'RIGHT'}, {'WRONG'}, {'COUNTED'} or {'OVER'}.
-- KEYS[1] the challenge; ARGV[1] hash of the code shown, empty where somebody else looks at it, [2] tries that may be made
local challenge = redis.call('HMGET', KEYS[1], 'purpose', 'code', 'tries', 'passed')
if not challenge[1] then
    return {'OVER'}
end
if ARGV[1] ~= '' and challenge[4] == ARGV[1] then
    return {'RIGHT'}
end
if tonumber(challenge[3]) >= tonumber(ARGV[2]) then
    return {'OVER'}
end
redis.call('HINCRBY', KEYS[1], 'tries', 1)
if ARGV[1] == '' then
    return {'COUNTED'}
end
if challenge[2] == ARGV[1] then
    redis.call('HSET', KEYS[1], 'passed', ARGV[1])
    return {'RIGHT'}
end
return {'WRONG'}
