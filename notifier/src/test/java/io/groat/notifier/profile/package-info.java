@NullMarked
package io.groat.notifier.profile;

import org.jspecify.annotations.NullMarked;
