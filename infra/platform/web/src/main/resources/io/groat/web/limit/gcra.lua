-- The generic cell rate algorithm, by this server's clock, so that routers' clocks need not agree.
-- KEYS[1]: the subject and its limit. ARGV: microseconds between permits, permits, how many are asked for.
-- Answers: let through (1) or not (0), how many remain, microseconds until one more is let through, and until all are.
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local interval = tonumber(ARGV[1])
local burst = interval * tonumber(ARGV[2])
local full_at = tonumber(redis.call('GET', KEYS[1]) or now)
if full_at < now then
  full_at = now
end
local next_full = full_at + interval * tonumber(ARGV[3])
local ahead = next_full - now
if ahead > burst then
  local held = full_at - now
  return {0, math.floor((burst - held) / interval), ahead - burst, held}
end
redis.call('SET', KEYS[1], string.format('%.0f', next_full), 'PX', math.ceil(ahead / 1000))
return {1, math.floor((burst - ahead) / interval), 0, ahead}
