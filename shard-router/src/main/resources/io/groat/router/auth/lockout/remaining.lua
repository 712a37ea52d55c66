-- Answers {milliseconds until somebody may try}, {0} when anybody may now.
local now = redis.call('TIME')
now = now[1] * 1000 + math.floor(now[2] / 1000)
local until_ = tonumber(redis.call('HGET', KEYS[1], 'until') or '0')
return {math.max(0, until_ - now)}
