-- Begins a try. Answers {'BEGUN'}, {'LOCKED', milliseconds until one may be made} or {'FULL'}: as many are under way as
-- failures are left before nobody gets one, so it depends on them.
-- KEYS[1] hash of failures and, once there are many, of the time until which nobody gets a try; [2] tries under way, by
-- when they count as lost
-- ARGV[1] failures that lock, [2] how long a try may be under way, in milliseconds, [3] the try's id
local now = redis.call('TIME')
now = now[1] * 1000 + math.floor(now[2] / 1000)
local until_ = tonumber(redis.call('HGET', KEYS[1], 'until') or '0')
if until_ > now then
    return {'LOCKED', until_ - now}
end
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
local left = tonumber(ARGV[1]) - tonumber(redis.call('HGET', KEYS[1], 'failures') or '0')
if redis.call('ZCARD', KEYS[2]) >= math.max(left, 1) then
    return {'FULL'}
end
redis.call('ZADD', KEYS[2], string.format('%.0f', now + tonumber(ARGV[2])), ARGV[3])
redis.call('PEXPIRE', KEYS[2], ARGV[2])
return {'BEGUN'}
