@NullMarked
package io.groat.notifier.provider;

import org.jspecify.annotations.NullMarked;
