@NullMarked
package io.groat.notifier.template;

import org.jspecify.annotations.NullMarked;
