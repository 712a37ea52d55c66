/** What is known of a user: language, wishes, addresses, devices. */
@NullMarked
package io.groat.notifier.profile;

import org.jspecify.annotations.NullMarked;
