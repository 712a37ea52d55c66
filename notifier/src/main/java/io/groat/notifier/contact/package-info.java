/** What users say about themselves: wishes, addresses, devices. */
@NullMarked
package io.groat.notifier.contact;

import org.jspecify.annotations.NullMarked;
