hall-present = حاضر
hall-electors = دارای حق رأی
hall-votes = { $votes ->
    [0] هنوز کسی رأی نداده است.
   *[other] { $votes } تن رأی داده‌اند.
  }
choice-for = موافق
choice-against = مخالف
choice-abstain = ممتنع
