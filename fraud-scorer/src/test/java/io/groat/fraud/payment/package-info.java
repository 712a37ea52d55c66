@NullMarked
package io.groat.fraud.payment;

import org.jspecify.annotations.NullMarked;
