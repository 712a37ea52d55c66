@NullMarked
package io.groat.fraud.payer;

import org.jspecify.annotations.NullMarked;
