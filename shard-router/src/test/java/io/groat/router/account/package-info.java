@NullMarked
package io.groat.router.account;

import org.jspecify.annotations.NullMarked;
