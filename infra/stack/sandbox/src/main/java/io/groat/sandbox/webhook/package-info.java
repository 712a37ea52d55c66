/** Webhooks go out, and again until they are taken. */
@NullMarked
package io.groat.sandbox.webhook;

import org.jspecify.annotations.NullMarked;
