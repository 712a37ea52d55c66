/**
 * Sessions: one for each device that logged in, kept in Redis, with a refresh token that is good once.
 *
 * <p>{@code user:session:{userId}} is a sorted set of the user's session ids, by when they run out;
 * {@code user:session:{userId}:sessionId} is a hash with the session. Both lie in one slot of a cluster. Redis holds
 * SHA-256 of the token, never the token.
 *
 * <p>When Redis loses its data all sessions are gone and everybody logs in again; access tokens that were issued are
 * good until they run out. What Redis had not yet written to disk may be lost with it: a session whose last rotation is
 * forgotten takes the successor for a stranger's and asks for a new login.
 */
@NullMarked
package io.groat.router.auth.session;

import org.jspecify.annotations.NullMarked;
