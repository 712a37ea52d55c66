-- Gives a challenge another code. Answers {'NEW'}, {'WAIT', milliseconds} or {'OVER'}. Tries made still count.
-- KEYS[1] the challenge; ARGV[1] hash of the code, [2] its time, [3] least pause, in milliseconds, [4] most resends
local now = redis.call('TIME')
now = now[1] * 1000 + math.floor(now[2] / 1000)
local challenge = redis.call('HMGET', KEYS[1], 'purpose', 'code', 'resends', 'sent', 'methods')
if not challenge[1] or not string.find(',' .. challenge[5] .. ',', ',OTP,', 1, true) or tonumber(challenge[3]) >= tonumber(ARGV[4]) then
    return {'OVER'}
end
local wait = tonumber(challenge[4]) + tonumber(ARGV[3]) - now
if wait > 0 then
    return {'WAIT', wait}
end
redis.call('HINCRBY', KEYS[1], 'resends', 1)
redis.call('HDEL', KEYS[1], 'passed')
redis.call('HSET', KEYS[1], 'sent', string.format('%.0f', now),
    'expires', string.format('%.0f', now + tonumber(ARGV[2])),
    'code', challenge[2] == '' and '' or ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return {'NEW'}
