-- Ends a session; answers {1} when there was one, else {0}.
-- KEYS[1] the user's sessions by when they run out, [2] the session; ARGV[1] its id
redis.call('ZREM', KEYS[1], ARGV[1])
return {redis.call('DEL', KEYS[2])}
