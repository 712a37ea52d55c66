/** The notifier service: it tells people and partners what happened to their payments. */
@NullMarked
package io.groat.notifier;

import org.jspecify.annotations.NullMarked;
