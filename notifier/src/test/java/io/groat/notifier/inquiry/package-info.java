@NullMarked
package io.groat.notifier.inquiry;

import org.jspecify.annotations.NullMarked;
