/** Webhooks after Standard Webhooks: endpoints, signatures, delivery. */
@NullMarked
package io.groat.notifier.webhook;

import org.jspecify.annotations.NullMarked;
