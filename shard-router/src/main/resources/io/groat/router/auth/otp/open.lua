-- Puts a question. KEYS[1] the challenge; ARGV[1] its time in milliseconds, then names and values of its fields
local now = redis.call('TIME')
now = now[1] * 1000 + math.floor(now[2] / 1000)
redis.call('HSET', KEYS[1], 'tries', 0, 'resends', 0, 'sent', string.format('%.0f', now),
    'expires', string.format('%.0f', now + tonumber(ARGV[1])), unpack(ARGV, 2))
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return {1}
