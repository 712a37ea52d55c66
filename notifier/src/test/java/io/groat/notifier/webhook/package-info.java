@NullMarked
package io.groat.notifier.webhook;

import org.jspecify.annotations.NullMarked;
