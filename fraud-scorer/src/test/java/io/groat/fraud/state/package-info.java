@NullMarked
package io.groat.fraud.state;

import org.jspecify.annotations.NullMarked;
