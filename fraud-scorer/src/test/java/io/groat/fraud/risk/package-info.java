@NullMarked
package io.groat.fraud.risk;

import org.jspecify.annotations.NullMarked;
