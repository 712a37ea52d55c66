/**
 * How people come in and stay in: registration, login with a second factor, refresh, forgotten passwords.
 *
 * <p>Whoever has proven nothing learns nothing: registering with a phone number that is another's, logging in as nobody
 * and forgetting nobody's password get the answers, and take the time, that they would with a user behind them.
 */
@NullMarked
package io.groat.router.auth.login;

import org.jspecify.annotations.NullMarked;
