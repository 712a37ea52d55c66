/** Alerts: operators hear when a part of the system is in trouble, once, and when it is over. */
@NullMarked
package io.groat.notifier.alert;

import org.jspecify.annotations.NullMarked;
