-- Ends a try; a wrong one is a failure, and enough of them lock. Answers {0}.
-- KEYS[1] hash of failures and of the time until which nobody gets a try, [2] tries under way
-- ARGV[1] the try's id, [2] 1 when it was wrong, else 0, [3] failures that lock, [4] length of the first lock, [5] of the
-- longest, [6] of memory, in milliseconds
redis.call('ZREM', KEYS[2], ARGV[1])
if ARGV[2] == '0' then
    return {0}
end
local now = redis.call('TIME')
now = now[1] * 1000 + math.floor(now[2] / 1000)
local failures = redis.call('HINCRBY', KEYS[1], 'failures', 1)
local over = failures - tonumber(ARGV[3])
if over >= 0 then
    local lock = math.min(tonumber(ARGV[4]) * 2 ^ math.min(over, 30), tonumber(ARGV[5]))
    redis.call('HSET', KEYS[1], 'until', string.format('%.0f', now + lock))
end
redis.call('PEXPIRE', KEYS[1], ARGV[6])
return {0}
