@NullMarked
package io.groat.notifier.contact;

import org.jspecify.annotations.NullMarked;
