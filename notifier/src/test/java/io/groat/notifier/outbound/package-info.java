@NullMarked
package io.groat.notifier.outbound;

import org.jspecify.annotations.NullMarked;
