/** Webhooks of a payment gateway by the hundred a second, half of them repeats, and payments beside them. */
@NullMarked
package io.groat.infra.bench.webhook;

import org.jspecify.annotations.NullMarked;
