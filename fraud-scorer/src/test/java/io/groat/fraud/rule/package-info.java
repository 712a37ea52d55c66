@NullMarked
package io.groat.fraud.rule;

import org.jspecify.annotations.NullMarked;
