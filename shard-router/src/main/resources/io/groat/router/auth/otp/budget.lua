-- Counts a message; answers {1} when it may be sent, {0} when there were too many.
-- KEYS[1] messages to one recipient; ARGV[1] most, [2] in how many milliseconds
local count = redis.call('INCR', KEYS[1])
if count == 1 then
    redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return {count <= tonumber(ARGV[1]) and 1 or 0}
