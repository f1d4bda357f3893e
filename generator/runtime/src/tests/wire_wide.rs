//! Objects of several hundred fields.

use std::thread;

use serde_json::{Map, Value};

use crate::runtime::wire::extra::Extra;
use crate::runtime::wire::object::object;

macro_rules! wide {
    ($($field:ident $key:literal;)*) => {
        #[derive(Debug, PartialEq)]
        struct Wide {
            $($field: Option<i64>,)*
            extra: Extra,
        }

        object! {
            Wide, extra;
            $(optional $key $field;)*
        }

        const KEYS: &[&str] = &[$($key),*];
    };
}

fn numbered<'a>(keys: impl IntoIterator<Item = &'a str>) -> String {
    let number = |key: &str| Value::from(key[1..].parse::<i64>().expect("a number"));
    let members: Map<_, _> = keys
        .into_iter()
        .map(|key| (key.to_owned(), number(key)))
        .collect();
    Value::Object(members).to_string()
}

#[test]
fn every_field_finds_its_key() {
    assert_eq!(KEYS.len(), 600);
    let written = numbered(KEYS.iter().copied());
    let in_order: Wide = serde_json::from_str(&written).expect("an object");
    assert_eq!(
        (in_order.f0, in_order.f150, in_order.f599),
        (Some(0), Some(150), Some(599))
    );
    assert_eq!(serde_json::to_string(&in_order).expect("JSON"), written);

    let reversed: Wide =
        serde_json::from_str(&numbered(KEYS.iter().rev().copied())).expect("an object");
    assert_eq!(reversed, in_order);
}

#[test]
fn it_fits_on_the_usual_stack() {
    let read = || {
        let written = numbered(KEYS.iter().copied());
        let wide: Wide = serde_json::from_str(&written).expect("an object");
        assert_eq!(serde_json::to_string(&wide).expect("JSON"), written);
    };
    let thread = thread::Builder::new().stack_size(2 << 20).spawn(read);
    let thread = thread.expect("a thread");
    thread.join().expect("the stack is deep enough");
}

#[test]
fn any_of_them_may_be_missing() {
    for step in [2, 7, 8, 64, 599] {
        let some = numbered(KEYS.iter().step_by(step).copied());
        let wide: Wide = serde_json::from_str(&some).expect("an object");
        assert_eq!(serde_json::to_string(&wide).expect("JSON"), some);
    }
}

#[test]
fn keys_that_nearly_match_are_kept() {
    let json = r#"{"f30":30,"f599":599,"f600":0,"F30":1,"f6000":2,"f":3,"":4}"#;
    let wide: Wide = serde_json::from_str(json).expect("an object");
    assert_eq!(
        (wide.f30, wide.f599, wide.extra.len()),
        (Some(30), Some(599), 5)
    );
    assert_eq!(serde_json::to_string(&wide).expect("JSON"), json);
}

wide! {
    f0 "f0"; f1 "f1"; f2 "f2"; f3 "f3"; f4 "f4"; f5 "f5"; f6 "f6"; f7 "f7";
    f8 "f8"; f9 "f9"; f10 "f10"; f11 "f11"; f12 "f12"; f13 "f13"; f14 "f14"; f15 "f15";
    f16 "f16"; f17 "f17"; f18 "f18"; f19 "f19"; f20 "f20"; f21 "f21"; f22 "f22"; f23 "f23";
    f24 "f24"; f25 "f25"; f26 "f26"; f27 "f27"; f28 "f28"; f29 "f29"; f30 "f30"; f31 "f31";
    f32 "f32"; f33 "f33"; f34 "f34"; f35 "f35"; f36 "f36"; f37 "f37"; f38 "f38"; f39 "f39";
    f40 "f40"; f41 "f41"; f42 "f42"; f43 "f43"; f44 "f44"; f45 "f45"; f46 "f46"; f47 "f47";
    f48 "f48"; f49 "f49"; f50 "f50"; f51 "f51"; f52 "f52"; f53 "f53"; f54 "f54"; f55 "f55";
    f56 "f56"; f57 "f57"; f58 "f58"; f59 "f59"; f60 "f60"; f61 "f61"; f62 "f62"; f63 "f63";
    f64 "f64"; f65 "f65"; f66 "f66"; f67 "f67"; f68 "f68"; f69 "f69"; f70 "f70"; f71 "f71";
    f72 "f72"; f73 "f73"; f74 "f74"; f75 "f75"; f76 "f76"; f77 "f77"; f78 "f78"; f79 "f79";
    f80 "f80"; f81 "f81"; f82 "f82"; f83 "f83"; f84 "f84"; f85 "f85"; f86 "f86"; f87 "f87";
    f88 "f88"; f89 "f89"; f90 "f90"; f91 "f91"; f92 "f92"; f93 "f93"; f94 "f94"; f95 "f95";
    f96 "f96"; f97 "f97"; f98 "f98"; f99 "f99"; f100 "f100"; f101 "f101"; f102 "f102"; f103 "f103";
    f104 "f104"; f105 "f105"; f106 "f106"; f107 "f107"; f108 "f108"; f109 "f109"; f110 "f110"; f111 "f111";
    f112 "f112"; f113 "f113"; f114 "f114"; f115 "f115"; f116 "f116"; f117 "f117"; f118 "f118"; f119 "f119";
    f120 "f120"; f121 "f121"; f122 "f122"; f123 "f123"; f124 "f124"; f125 "f125"; f126 "f126"; f127 "f127";
    f128 "f128"; f129 "f129"; f130 "f130"; f131 "f131"; f132 "f132"; f133 "f133"; f134 "f134"; f135 "f135";
    f136 "f136"; f137 "f137"; f138 "f138"; f139 "f139"; f140 "f140"; f141 "f141"; f142 "f142"; f143 "f143";
    f144 "f144"; f145 "f145"; f146 "f146"; f147 "f147"; f148 "f148"; f149 "f149"; f150 "f150"; f151 "f151";
    f152 "f152"; f153 "f153"; f154 "f154"; f155 "f155"; f156 "f156"; f157 "f157"; f158 "f158"; f159 "f159";
    f160 "f160"; f161 "f161"; f162 "f162"; f163 "f163"; f164 "f164"; f165 "f165"; f166 "f166"; f167 "f167";
    f168 "f168"; f169 "f169"; f170 "f170"; f171 "f171"; f172 "f172"; f173 "f173"; f174 "f174"; f175 "f175";
    f176 "f176"; f177 "f177"; f178 "f178"; f179 "f179"; f180 "f180"; f181 "f181"; f182 "f182"; f183 "f183";
    f184 "f184"; f185 "f185"; f186 "f186"; f187 "f187"; f188 "f188"; f189 "f189"; f190 "f190"; f191 "f191";
    f192 "f192"; f193 "f193"; f194 "f194"; f195 "f195"; f196 "f196"; f197 "f197"; f198 "f198"; f199 "f199";
    f200 "f200"; f201 "f201"; f202 "f202"; f203 "f203"; f204 "f204"; f205 "f205"; f206 "f206"; f207 "f207";
    f208 "f208"; f209 "f209"; f210 "f210"; f211 "f211"; f212 "f212"; f213 "f213"; f214 "f214"; f215 "f215";
    f216 "f216"; f217 "f217"; f218 "f218"; f219 "f219"; f220 "f220"; f221 "f221"; f222 "f222"; f223 "f223";
    f224 "f224"; f225 "f225"; f226 "f226"; f227 "f227"; f228 "f228"; f229 "f229"; f230 "f230"; f231 "f231";
    f232 "f232"; f233 "f233"; f234 "f234"; f235 "f235"; f236 "f236"; f237 "f237"; f238 "f238"; f239 "f239";
    f240 "f240"; f241 "f241"; f242 "f242"; f243 "f243"; f244 "f244"; f245 "f245"; f246 "f246"; f247 "f247";
    f248 "f248"; f249 "f249"; f250 "f250"; f251 "f251"; f252 "f252"; f253 "f253"; f254 "f254"; f255 "f255";
    f256 "f256"; f257 "f257"; f258 "f258"; f259 "f259"; f260 "f260"; f261 "f261"; f262 "f262"; f263 "f263";
    f264 "f264"; f265 "f265"; f266 "f266"; f267 "f267"; f268 "f268"; f269 "f269"; f270 "f270"; f271 "f271";
    f272 "f272"; f273 "f273"; f274 "f274"; f275 "f275"; f276 "f276"; f277 "f277"; f278 "f278"; f279 "f279";
    f280 "f280"; f281 "f281"; f282 "f282"; f283 "f283"; f284 "f284"; f285 "f285"; f286 "f286"; f287 "f287";
    f288 "f288"; f289 "f289"; f290 "f290"; f291 "f291"; f292 "f292"; f293 "f293"; f294 "f294"; f295 "f295";
    f296 "f296"; f297 "f297"; f298 "f298"; f299 "f299"; f300 "f300"; f301 "f301"; f302 "f302"; f303 "f303";
    f304 "f304"; f305 "f305"; f306 "f306"; f307 "f307"; f308 "f308"; f309 "f309"; f310 "f310"; f311 "f311";
    f312 "f312"; f313 "f313"; f314 "f314"; f315 "f315"; f316 "f316"; f317 "f317"; f318 "f318"; f319 "f319";
    f320 "f320"; f321 "f321"; f322 "f322"; f323 "f323"; f324 "f324"; f325 "f325"; f326 "f326"; f327 "f327";
    f328 "f328"; f329 "f329"; f330 "f330"; f331 "f331"; f332 "f332"; f333 "f333"; f334 "f334"; f335 "f335";
    f336 "f336"; f337 "f337"; f338 "f338"; f339 "f339"; f340 "f340"; f341 "f341"; f342 "f342"; f343 "f343";
    f344 "f344"; f345 "f345"; f346 "f346"; f347 "f347"; f348 "f348"; f349 "f349"; f350 "f350"; f351 "f351";
    f352 "f352"; f353 "f353"; f354 "f354"; f355 "f355"; f356 "f356"; f357 "f357"; f358 "f358"; f359 "f359";
    f360 "f360"; f361 "f361"; f362 "f362"; f363 "f363"; f364 "f364"; f365 "f365"; f366 "f366"; f367 "f367";
    f368 "f368"; f369 "f369"; f370 "f370"; f371 "f371"; f372 "f372"; f373 "f373"; f374 "f374"; f375 "f375";
    f376 "f376"; f377 "f377"; f378 "f378"; f379 "f379"; f380 "f380"; f381 "f381"; f382 "f382"; f383 "f383";
    f384 "f384"; f385 "f385"; f386 "f386"; f387 "f387"; f388 "f388"; f389 "f389"; f390 "f390"; f391 "f391";
    f392 "f392"; f393 "f393"; f394 "f394"; f395 "f395"; f396 "f396"; f397 "f397"; f398 "f398"; f399 "f399";
    f400 "f400"; f401 "f401"; f402 "f402"; f403 "f403"; f404 "f404"; f405 "f405"; f406 "f406"; f407 "f407";
    f408 "f408"; f409 "f409"; f410 "f410"; f411 "f411"; f412 "f412"; f413 "f413"; f414 "f414"; f415 "f415";
    f416 "f416"; f417 "f417"; f418 "f418"; f419 "f419"; f420 "f420"; f421 "f421"; f422 "f422"; f423 "f423";
    f424 "f424"; f425 "f425"; f426 "f426"; f427 "f427"; f428 "f428"; f429 "f429"; f430 "f430"; f431 "f431";
    f432 "f432"; f433 "f433"; f434 "f434"; f435 "f435"; f436 "f436"; f437 "f437"; f438 "f438"; f439 "f439";
    f440 "f440"; f441 "f441"; f442 "f442"; f443 "f443"; f444 "f444"; f445 "f445"; f446 "f446"; f447 "f447";
    f448 "f448"; f449 "f449"; f450 "f450"; f451 "f451"; f452 "f452"; f453 "f453"; f454 "f454"; f455 "f455";
    f456 "f456"; f457 "f457"; f458 "f458"; f459 "f459"; f460 "f460"; f461 "f461"; f462 "f462"; f463 "f463";
    f464 "f464"; f465 "f465"; f466 "f466"; f467 "f467"; f468 "f468"; f469 "f469"; f470 "f470"; f471 "f471";
    f472 "f472"; f473 "f473"; f474 "f474"; f475 "f475"; f476 "f476"; f477 "f477"; f478 "f478"; f479 "f479";
    f480 "f480"; f481 "f481"; f482 "f482"; f483 "f483"; f484 "f484"; f485 "f485"; f486 "f486"; f487 "f487";
    f488 "f488"; f489 "f489"; f490 "f490"; f491 "f491"; f492 "f492"; f493 "f493"; f494 "f494"; f495 "f495";
    f496 "f496"; f497 "f497"; f498 "f498"; f499 "f499"; f500 "f500"; f501 "f501"; f502 "f502"; f503 "f503";
    f504 "f504"; f505 "f505"; f506 "f506"; f507 "f507"; f508 "f508"; f509 "f509"; f510 "f510"; f511 "f511";
    f512 "f512"; f513 "f513"; f514 "f514"; f515 "f515"; f516 "f516"; f517 "f517"; f518 "f518"; f519 "f519";
    f520 "f520"; f521 "f521"; f522 "f522"; f523 "f523"; f524 "f524"; f525 "f525"; f526 "f526"; f527 "f527";
    f528 "f528"; f529 "f529"; f530 "f530"; f531 "f531"; f532 "f532"; f533 "f533"; f534 "f534"; f535 "f535";
    f536 "f536"; f537 "f537"; f538 "f538"; f539 "f539"; f540 "f540"; f541 "f541"; f542 "f542"; f543 "f543";
    f544 "f544"; f545 "f545"; f546 "f546"; f547 "f547"; f548 "f548"; f549 "f549"; f550 "f550"; f551 "f551";
    f552 "f552"; f553 "f553"; f554 "f554"; f555 "f555"; f556 "f556"; f557 "f557"; f558 "f558"; f559 "f559";
    f560 "f560"; f561 "f561"; f562 "f562"; f563 "f563"; f564 "f564"; f565 "f565"; f566 "f566"; f567 "f567";
    f568 "f568"; f569 "f569"; f570 "f570"; f571 "f571"; f572 "f572"; f573 "f573"; f574 "f574"; f575 "f575";
    f576 "f576"; f577 "f577"; f578 "f578"; f579 "f579"; f580 "f580"; f581 "f581"; f582 "f582"; f583 "f583";
    f584 "f584"; f585 "f585"; f586 "f586"; f587 "f587"; f588 "f588"; f589 "f589"; f590 "f590"; f591 "f591";
    f592 "f592"; f593 "f593"; f594 "f594"; f595 "f595"; f596 "f596"; f597 "f597"; f598 "f598"; f599 "f599";
}
