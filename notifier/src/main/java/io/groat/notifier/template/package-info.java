/** What messages say, by language and channel. */
@NullMarked
package io.groat.notifier.template;

import org.jspecify.annotations.NullMarked;
