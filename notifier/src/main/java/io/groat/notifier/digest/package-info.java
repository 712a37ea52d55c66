/** Small payments, told once a day. */
@NullMarked
package io.groat.notifier.digest;

import org.jspecify.annotations.NullMarked;
