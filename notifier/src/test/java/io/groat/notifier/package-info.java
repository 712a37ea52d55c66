@NullMarked
package io.groat.notifier;

import org.jspecify.annotations.NullMarked;
