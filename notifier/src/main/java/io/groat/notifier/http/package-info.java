/** What the service's calls have in common. */
@NullMarked
package io.groat.notifier.http;

import org.jspecify.annotations.NullMarked;
