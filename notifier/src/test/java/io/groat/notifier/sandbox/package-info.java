@NullMarked
package io.groat.notifier.sandbox;

import org.jspecify.annotations.NullMarked;
