@NullMarked
package io.groat.router.beneficiary;

import org.jspecify.annotations.NullMarked;
