@NullMarked
package io.groat.notifier.message;

import org.jspecify.annotations.NullMarked;
