/**
 * Users, and the phone numbers and e-mail addresses that are theirs.
 *
 * <p>A user's row stands on the user's shard. An {@code identifiers} row stands on the shard of the identifier's hash
 * and says where to look. <b>Whose an identifier is, the user's row alone says:</b> it is the user's while the row
 * carries the claim under which the {@code identifiers} row was written. A claim is one attempt of one user to make
 * identifiers theirs; it has an id of its own and is decided once, on the user's shard, by the primary key of
 * {@code identity_claims}: GRANTED or VOID.
 *
 * <pre>
 * 1  identifier's shard   identifiers: (user, claim) RESERVED        another's row that stands is respected
 * 2  user's shard         identity_claims: GRANTED; the user's row carries the claim    one transaction: the commit point
 * 3  identifier's shard   identifiers: ACTIVE                        only spares readers a look
 * </pre>
 *
 * <p><b>A crash between any two leaves nothing stuck.</b> After 1: the row runs out, and whoever wants the identifier
 * then first writes VOID for the claim on its user's shard, and only then takes the row over. After 2: the user owns
 * the identifier, whatever the row's state; login and claims by others ask the user's row. A claim may be repeated
 * under its id: each step finds what it did before.
 *
 * <p><b>Two users never own one identifier.</b> Suppose users A and B both do, by claims a and b. The one
 * {@code identifiers} row passed from one claim to the other, say from a to b, and a row passes on only by a
 * compare-and-set on its claim, after it was seen that a is VOID, or that a was GRANTED and A's row no longer carries
 * it. VOID for a excludes GRANTED for a, by one primary key, however late A's router wakes up: its commit finds VOID
 * and changes nothing. And a claim that a user's row no longer carries never comes back, for rows only ever take on
 * claims that are being granted. So A does not own the identifier by a. No clock is part of this argument: the expiry
 * decides only how long others wait before they void.
 *
 * <p><b>Only what was proven is claimed:</b> a claim begins after the code that was sent to the identifier was told, so
 * that nobody's wish blocks anybody. E-mail addresses were claimed unproven once; such a claim ({@code email_proven_at} is
 * null) is respected until somebody proves the address, which takes it off the row, and the claim is dead like any that
 * its row no longer carries.
 */
@NullMarked
package io.groat.router.auth.user;

import org.jspecify.annotations.NullMarked;
