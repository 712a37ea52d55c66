/** "Was this you?": payers are asked about payments that look unusual, and what they say is done. */
@NullMarked
package io.groat.notifier.inquiry;

import org.jspecify.annotations.NullMarked;
