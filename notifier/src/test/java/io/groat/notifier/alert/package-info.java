@NullMarked
package io.groat.notifier.alert;

import org.jspecify.annotations.NullMarked;
