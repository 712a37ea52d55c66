@NullMarked
package io.groat.rule;

import org.jspecify.annotations.NullMarked;
