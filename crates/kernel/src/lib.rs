//! Standing, examine, apply and why: the rules by which an act is in order.
