/** Providers of e-mail, SMS and push: each behind a circuit breaker, the next takes over. */
@NullMarked
package io.groat.notifier.provider;

import org.jspecify.annotations.NullMarked;
