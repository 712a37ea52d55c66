-- Begins a try: answers {0} when it may be made, else {milliseconds until one may}.
-- KEYS[1] hash of failures and, once there are many, of the time until which nobody gets a try
-- ARGV[1] failures that lock, [2] length of the first lock, [3] of the longest, [4] of memory, in milliseconds
local now = redis.call('TIME')
now = now[1] * 1000 + math.floor(now[2] / 1000)
local until_ = tonumber(redis.call('HGET', KEYS[1], 'until') or '0')
if until_ > now then
    return {until_ - now}
end
local failures = redis.call('HINCRBY', KEYS[1], 'failures', 1)
local over = failures - tonumber(ARGV[1])
if over >= 0 then
    local lock = math.min(tonumber(ARGV[2]) * 2 ^ math.min(over, 30), tonumber(ARGV[3]))
    redis.call('HSET', KEYS[1], 'until', string.format('%.0f', now + lock))
end
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return {0}
